using Coop.Engine.Editing;
using Coop.Engine.People;

namespace Coop.Tests.Support;

/// <summary>People who are there without having been invited, for tests that are about something else.</summary>
internal static class Colleagues
{
    public static async Task<Person> AddAsync(ISettingStore<Person> people, IAccounts accounts, Person person, string password)
    {
        Assert.Empty((await people.ChangeAsync(SettingEdit<Person>.Create("", person), TestContext.Current.CancellationToken)).Problems);
        Assert.Empty((await accounts.ResetPasswordAsync(person.Email, password, TestContext.Current.CancellationToken)).Problems);
        return person;
    }
}
