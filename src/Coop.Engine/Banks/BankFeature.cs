using System.Text.Json;
using Coop.Engine.Banks.Patterns;
using Coop.Engine.Editing;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Uses;
using Coop.Integrations;

namespace Coop.Engine.Banks;

/// <summary>A matching bank as somebody wants it to be.</summary>
public sealed record BankDraft : ISettingDraft
{
    /// <summary>Unique in the organisation.</summary>
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>STRING, REGEX or LOCATION; cannot change later.</summary>
    public string? Type { get; init; }

    /// <summary>The texts of a STRING bank or the patterns of a REGEX bank.</summary>
    public IReadOnlyList<string?>? Strings { get; init; }

    /// <summary>The places of a LOCATION bank: <c>{ id, name?, geometry: { center: { lat, lng }, radius } }</c>, the radius in miles.</summary>
    public IReadOnlyList<JsonElement>? Locations { get; init; }

    /// <summary>The version this replaces, as it was read; left out, whatever is there is replaced.</summary>
    public string? Version { get; init; }
}

/// <summary>What people do with matching banks.</summary>
public sealed class BankFeature(ISettingStore<MatchingBank> banks, IUses uses, TimeProvider time) : ISettingFeature<MatchingBank, BankDraft>
{
    private const int MostEntries = 100_000;
    private const int LongestEntry = PatternWidth.Longest;

    public Task<IReadOnlyList<Versioned<MatchingBank>>> ListAsync(string orgId, CancellationToken cancellationToken) => banks.ListAsync(orgId, cancellationToken);

    public async Task<Result<Versioned<MatchingBank>>> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        await banks.FindAsync(orgId, id, cancellationToken) is { } bank ? bank : UseProblems.NotFound("matching bank", id);

    /// <summary>By the id of the bank, the rules that match against it.</summary>
    public Task<ILookup<string, Use>> UsedByAsync(string orgId, CancellationToken cancellationToken) => uses.OfAllAsync(orgId, SettingKind.Bank, cancellationToken);

    public async Task<Result<Versioned<MatchingBank>>> CreateAsync(Actor actor, BankDraft draft, CancellationToken cancellationToken)
    {
        var made = Check(draft, Guid.CreateVersion7(time.GetUtcNow()).ToString("n"), actor.OrgId, existing: null);
        return made.TryGet(out var bank)
            ? await banks.ChangeAsync(SettingEdit<MatchingBank>.Of(actor.PersonId, null, bank), cancellationToken)
            : Result<Versioned<MatchingBank>>.Refused(made.Problems);
    }

    public Task<Result<Versioned<MatchingBank>>> ReplaceAsync(Actor actor, string id, BankDraft draft, string? expectedVersion, CancellationToken cancellationToken) =>
        ReplaceAsync(actor, id, _ => draft, expectedVersion ?? draft.Version, cancellationToken);

    /// <summary>What a live rule matches against is part of what is live: whoever changes that needs the permission for live rules.</summary>
    /// <param name="change">
    /// Given the bank as it is now, how it should be. Checking a hundred thousand entries takes longer than others may be kept waiting, so it is done before the write,
    /// and again when somebody else was quicker: no change is lost.
    /// </param>
    public async Task<Result<Versioned<MatchingBank>>> ReplaceAsync(
        Actor actor, string id, Func<MatchingBank, BankDraft> change, string? expectedVersion, CancellationToken cancellationToken)
    {
        while (await banks.FindAsync(actor.OrgId, id, cancellationToken) is { } read)
        {
            var made = Check(change(read.Value), id, actor.OrgId, read.Value);
            if (!made.TryGet(out var bank))
            {
                return Result<Versioned<MatchingBank>>.Refused(made.Problems);
            }

            var edit = SettingEdit<MatchingBank>.Of(actor.PersonId, read, bank, MayChangeLive(actor, id)) with { ExpectedVersion = expectedVersion ?? read.Version };
            var saved = await banks.ChangeAsync(edit, cancellationToken);
            if (expectedVersion is not null || !saved.Problems.Any(problem => problem.Kind == ProblemKind.ConcurrentUpdate))
            {
                return saved;
            }
        }

        return UseProblems.NotFound("matching bank", id);
    }

    public Task<Result<Versioned<MatchingBank>>> DeleteAsync(Actor actor, string id, string? expectedVersion, CancellationToken cancellationToken) =>
        banks.ChangeAsync(SettingEdit<MatchingBank>.Delete(actor.OrgId, id, actor.PersonId, expectedVersion), cancellationToken);

    private Guard[] MayChangeLive(Actor actor, string id) =>
        actor.May(Permission.MutateLiveRules) ? [] : [new NoLiveUser(id, time.GetUtcNow(), PeopleProblems.NotAllowed(Permission.MutateLiveRules))];

    /// <summary>Everything that is wrong with entries, without saving them. Pointers are <c>/strings/0</c> or <c>/locations/0</c> and below.</summary>
    public static IReadOnlyList<Problem> Check(BankType type, BankDraft draft)
    {
        var check = new InputCheck();
        _ = type == BankType.Location ? (object)Locations(draft.Locations ?? [], check) : Strings(draft.Strings ?? [], type, [], check);
        return check.Failed ? check.Problems : [];
    }

    private static Result<MatchingBank> Check(BankDraft draft, string id, string orgId, MatchingBank? existing)
    {
        var check = new InputCheck();
        var name = check.Name(draft.Name, "/name", "The name");
        var type = existing is not null && draft.Type is null ? existing.Type : check.OneOf<BankType>(draft.Type, "/type", "The type");
        if (existing is not null && type != existing.Type)
        {
            check.Add(InputProblems.Invalid("/type", $"The type of a bank cannot change; this one is {WireNames.Of(existing.Type)}. Make a new bank."));
        }

        var isLocation = type == BankType.Location;
        if (isLocation ? draft.Strings is { Count: > 0 } : draft.Locations is { Count: > 0 })
        {
            check.Add(isLocation
                ? InputProblems.Invalid("/strings", "A LOCATION bank has locations, not strings.")
                : InputProblems.Invalid("/locations", "Only a LOCATION bank has locations."));
        }

        var bank = new MatchingBank
        {
            Id = id,
            OrgId = orgId,
            Name = name,
            Description = check.OptionalText(draft.Description, "/description", "The description", 10_000),
            Type = type,
            Strings = isLocation ? [] : Strings(draft.Strings ?? [], type, existing?.Strings ?? [], check),
            Locations = isLocation ? Locations(draft.Locations ?? [], check) : [],
        };
        return check.Failed ? check.Problems : bank;
    }

    /// <summary>Each once, in the order given.</summary>
    /// <param name="kept">Were found sound before, and are not looked at again: a bank may have a hundred thousand patterns.</param>
    private static List<string> Strings(IReadOnlyList<string?> given, BankType type, IReadOnlyList<string> kept, InputCheck check)
    {
        if (given.Count > MostEntries)
        {
            check.Add(InputProblems.TooMany("/strings", "strings", MostEntries));
            return [];
        }

        var sound = kept.ToHashSet(StringComparer.Ordinal);
        var (strings, seen) = (new List<string>(given.Count), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (index, text) in given.Index().TakeWhile(_ => !check.Problems.AreEnough()))
        {
            var at = JsonPointer.Element("/strings", index);
            if (string.IsNullOrWhiteSpace(text))
            {
                check.Add(InputProblems.Required(at, "A text"));
            }
            else if (text.Length > LongestEntry)
            {
                check.Add(InputProblems.TooLong(at, "A text", LongestEntry));
            }
            else if (seen.Add(text))
            {
                if (type == BankType.Regex && !sound.Contains(text) && PatternMistake(text) is { } mistake)
                {
                    check.Add(InputProblems.Invalid(at, mistake));
                }

                strings.Add(text);
            }
        }

        return strings;
    }

    private static string? PatternMistake(string pattern)
    {
        try
        {
            JavaScriptPattern.Check(pattern);
            return null;
        }
        catch (PatternRefusedException refused)
        {
            return $"The pattern {refused.Message}";
        }
    }

    private static List<LocationArea> Locations(IReadOnlyList<JsonElement> given, InputCheck check)
    {
        if (given.Count > MostEntries)
        {
            check.Add(InputProblems.TooMany("/locations", "locations", MostEntries));
            return [];
        }

        var problems = new List<Problem>();
        var (areas, ids) = (new List<LocationArea>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (index, json) in given.Index())
        {
            var at = JsonPointer.Element("/locations", index);
            if (problems.AreEnough())
            {
                break;
            }

            if (LocationJson.Read(json, at, problems) is { } area)
            {
                if (!ids.Add(area.Id))
                {
                    check.Add(InputProblems.Repeated(at + "/id", "The location", area.Id));
                }

                areas.Add(area);
            }
        }

        check.AddRange(problems);
        return areas;
    }
}
