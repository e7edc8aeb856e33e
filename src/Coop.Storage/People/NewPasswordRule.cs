using Coop.Engine.People;
using Microsoft.AspNetCore.Identity;

namespace Coop.Storage.People;

/// <summary>The rule of <see cref="NewPassword"/> in the place of Identity's own, which ask for kinds of letters.</summary>
internal sealed class NewPasswordRule : IPasswordValidator<PersonRow>
{
    public const string Code = "PasswordWeak";

    public Task<IdentityResult> ValidateAsync(UserManager<PersonRow> manager, PersonRow user, string? password) => Task.FromResult(
        NewPassword.WeaknessOf(password ?? "") is { } weakness
            ? IdentityResult.Failed(new IdentityError { Code = Code, Description = weakness })
            : IdentityResult.Success);
}
