using Coop.Engine;
using Coop.Engine.Banks;

namespace Coop.Server.Banks.Pages;

/// <summary>What a bank is called, as it stands in the form. Its entries are changed one by one.</summary>
internal sealed class BankForm
{
    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public string Type { get; set; } = WireNames.Of(BankType.String);

    public BankType TypeValue => WireNames.TryParse<BankType>(Type, out var type) ? type : BankType.String;

    public static BankForm Of(MatchingBank bank) => new() { Name = bank.Name, Description = bank.Description ?? "", Type = WireNames.Of(bank.Type) };

    public BankDraft ToDraft() => new() { Name = Name, Description = Description, Type = Type };
}
