using Coop.Engine.Editing;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Storage.People;
using Coop.Tests.Storage;
using Coop.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Coop.Tests.People;

/// <summary>Passwords and sessions while several people are at them, on a real database.</summary>
public sealed class AccountsTests
{
    private const string Password = "four unrelated words";
    private const string Email = "ada@example.com";

    [Fact]
    public async Task A_guess_at_any_moment_takes_back_neither_a_new_password_nor_a_new_role()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, Email);
        var (accounts, people) = (room.Get<IAccounts>(), new PeopleFeature(room.Get<ISettingStore<Person>>(), room.Get<IPeopleStore>(), room.Get<IInvitationStore>(), room.Time));
        var password = Password;
        for (var round = 0; round < 4; round++)
        {
            var before = (await accounts.SignInAsync(Email, password, StoreRoom.Cancel)).Value;
            var guesses = GuessesAsync(accounts);
            var changed = await accounts.ChangePasswordAsync("org-1", ada.Id, password, password + round, StoreRoom.Cancel);
            await guesses;
            Assert.Null(await accounts.FindBySessionAsync(ada.Id, before.Stamp, StoreRoom.Cancel));
            Assert.NotNull(await accounts.FindBySessionAsync(ada.Id, changed.Value.Stamp, StoreRoom.Cancel));
            password += round;

            guesses = GuessesAsync(accounts);
            await people.ChangeRoleAsync("org-1", ada.Id, round % 2 == 0 ? Role.Moderator : Role.Analyst, "me", null, StoreRoom.Cancel);
            await guesses;
            Assert.Null(await accounts.FindBySessionAsync(ada.Id, changed.Value.Stamp, StoreRoom.Cancel));
            Assert.Empty((await accounts.SignInAsync(Email, password, StoreRoom.Cancel)).Problems);
        }
    }

    [Fact]
    public async Task Of_two_changes_of_a_password_at_once_one_holds_and_the_other_is_told()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, Email);
        var accounts = room.Get<IAccounts>();
        string[] next = ["the first new one", "the second new one"];

        var changed = await Task.WhenAll(next.Select(password => accounts.ChangePasswordAsync("org-1", ada.Id, Password, password, StoreRoom.Cancel)));

        var won = Assert.Single(Enumerable.Range(0, 2), i => changed[i].TryGet(out _));
        Assert.True(Refusal(changed[1 - won]).Code is "people.session-ended" or "people.password-wrong");
        Assert.Equal(changed[won].Value.Stamp, (await accounts.SignInAsync(Email, next[won], StoreRoom.Cancel)).Value.Stamp);
    }

    [Fact]
    public async Task No_more_guesses_are_looked_at_than_an_account_takes_however_many_are_sent_at_once()
    {
        await using var room = await StoreRoom.OpenAsync();
        await AddAsync(room, Email);
        var attempts = room.Get<SignInAttempts>();

        var begun = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => attempts.BeginAsync(row => row.NormalizedEmail == PersonRow.Normalize(Email), StoreRoom.Cancel)));

        Assert.Equal(Lockout.MostGuesses, begun.Count(attempt => attempt.IsAdmitted));
        Assert.NotEmpty((await room.Get<IAccounts>().SignInAsync(Email, Password, StoreRoom.Cancel)).Problems);
    }

    [Fact]
    public async Task A_locked_account_answers_like_one_that_is_not_there_and_opens_again_later()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, Email);
        var accounts = room.Get<IAccounts>();
        var unknown = Refusal(await accounts.SignInAsync("nobody@example.com", Password, StoreRoom.Cancel));
        for (var guess = 0; guess < Lockout.MostGuesses; guess++)
        {
            Assert.Equal(unknown, Refusal(await accounts.SignInAsync(Email, "wrong", StoreRoom.Cancel)));
        }

        Assert.Equal(unknown, Refusal(await accounts.SignInAsync(Email, Password, StoreRoom.Cancel)));
        Assert.Equal("people.locked-out", Refusal(await accounts.ChangePasswordAsync("org-1", ada.Id, Password, "another good one", StoreRoom.Cancel)).Code);

        room.Time.Advance(Lockout.Lasts);
        Assert.Empty((await accounts.SignInAsync(Email, Password, StoreRoom.Cancel)).Problems);
    }

    [Fact]
    public async Task The_right_password_takes_back_the_guesses_before_it_also_as_the_last_one()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, Email);
        var accounts = room.Get<IAccounts>();
        for (var round = 0; round < 2; round++)
        {
            for (var guess = 0; guess < Lockout.MostGuesses - 1; guess++)
            {
                Assert.NotEmpty((await accounts.SignInAsync(Email, "wrong", StoreRoom.Cancel)).Problems);
            }

            Assert.Empty((await accounts.SignInAsync(Email, Password, StoreRoom.Cancel)).Problems);
        }

        for (var change = 0; change <= Lockout.MostGuesses; change++)
        {
            Assert.Equal("people.password-weak", Refusal(await accounts.ChangePasswordAsync("org-1", ada.Id, Password, "short", StoreRoom.Cancel)).Code);
        }
    }

    [Theory]
    [InlineData("o'brien@example.com")]
    [InlineData("r&d!@example.com")]
    [InlineData("jürgen@example.com")]
    [InlineData("張偉@example.com")]
    public async Task Whoever_has_an_account_can_change_its_password_and_sign_in_with_any_spelling(string email)
    {
        await using var room = await StoreRoom.OpenAsync();
        var person = await AddAsync(room, email);
        var accounts = room.Get<IAccounts>();

        Assert.Empty((await accounts.ChangePasswordAsync("org-1", person.Id, Password, "another good one", StoreRoom.Cancel)).Problems);
        Assert.Empty((await accounts.SignInAsync($" {email.ToUpperInvariant()} ", "another good one", StoreRoom.Cancel)).Problems);
    }

    [Fact]
    public void An_address_has_one_spelling_and_shows_all_it_is()
    {
        Assert.True(EmailAddress.TryNormalise(" J\u00FCrgen@Example.com ", out var email));
        Assert.Equal("j\u00FCrgen@example.com", email);
        Assert.All(
            ["Ju\u0308rgen@example.com", "a\0@example.com", "\u202Ea@example.com", "\uD800@example.com", "a@", ""],
            text => Assert.False(EmailAddress.TryNormalise(text, out _), text));
    }

    [Fact]
    public async Task What_is_no_text_at_all_is_no_account()
    {
        await using var room = await StoreRoom.OpenAsync();
        await AddAsync(room, Email);
        foreach (var email in new[] { "\uD800", "", Email })
        {
            Assert.Equal("people.sign-in-failed", Refusal(await room.Get<IAccounts>().SignInAsync(email, "\uDC00\0", StoreRoom.Cancel)).Code);
        }
    }

    [Fact]
    public async Task A_password_hashed_in_an_older_way_is_hashed_again_at_sign_in_but_never_over_a_new_one()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, Email);
        var accounts = room.Get<IAccounts>();
        var older = new PasswordHasher<PersonRow>(Options.Create(new PasswordHasherOptions { CompatibilityMode = PasswordHasherCompatibilityMode.IdentityV2 }));
        await using (var db = room.Db())
        {
            var row = await db.Set<PersonRow>().SingleAsync(person => person.Id == ada.Id, StoreRoom.Cancel);
            row.PasswordHash = older.HashPassword(row, Password);
            await db.SaveChangesAsync(StoreRoom.Cancel);
        }

        await using var scope = room.Get<IServiceScopeFactory>().CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PersonRow>>();
        var readBefore = (await users.FindByIdAsync(ada.Id))!;
        var session = (await accounts.SignInAsync(Email, Password, StoreRoom.Cancel)).Value;
        Assert.NotNull(await accounts.FindBySessionAsync(ada.Id, session.Stamp, StoreRoom.Cancel));
        Assert.NotEqual(readBefore.PasswordHash, (await users.FindByIdAsync(ada.Id))!.PasswordHash);

        Assert.Empty((await accounts.ChangePasswordAsync("org-1", ada.Id, Password, "another good one", StoreRoom.Cancel)).Problems);
        Assert.True(await users.CheckPasswordAsync(readBefore, Password));
        Assert.NotEmpty((await accounts.SignInAsync(Email, Password, StoreRoom.Cancel)).Problems);
        Assert.Empty((await accounts.SignInAsync(Email, "another good one", StoreRoom.Cancel)).Problems);
    }

    [Fact]
    public async Task Signing_out_ends_every_session_and_one_that_is_over_ends_no_other()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, Email);
        var accounts = room.Get<IAccounts>();
        var first = (await accounts.SignInAsync(Email, Password, StoreRoom.Cancel)).Value;

        await accounts.EndSessionsAsync(ada.Id, first.Stamp, StoreRoom.Cancel);
        Assert.Null(await accounts.FindBySessionAsync(ada.Id, first.Stamp, StoreRoom.Cancel));
        var second = (await accounts.SignInAsync(Email, Password, StoreRoom.Cancel)).Value;
        await accounts.EndSessionsAsync(ada.Id, first.Stamp, StoreRoom.Cancel);
        Assert.NotNull(await accounts.FindBySessionAsync(ada.Id, second.Stamp, StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_password_given_by_the_operator_unlocks_the_account_and_ends_its_sessions()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, Email);
        var accounts = room.Get<IAccounts>();
        var before = (await accounts.SignInAsync(Email, Password, StoreRoom.Cancel)).Value;
        for (var guess = 0; guess < Lockout.MostGuesses; guess++)
        {
            await accounts.SignInAsync(Email, "wrong", StoreRoom.Cancel);
        }

        Assert.Equal("people.address-unknown", Refusal(await accounts.ResetPasswordAsync("nobody@example.com", "another good one", StoreRoom.Cancel)).Code);
        Assert.Equal("people.password-weak", Refusal(await accounts.ResetPasswordAsync(Email, "aaaaaaaaaa", StoreRoom.Cancel)).Code);
        Assert.Equal(ada, (await accounts.ResetPasswordAsync(" ADA@example.com", "another good one", StoreRoom.Cancel)).Value);
        Assert.Null(await accounts.FindBySessionAsync(ada.Id, before.Stamp, StoreRoom.Cancel));
        Assert.NotEmpty((await accounts.SignInAsync(Email, Password, StoreRoom.Cancel)).Problems);
        Assert.Empty((await accounts.SignInAsync(Email, "another good one", StoreRoom.Cancel)).Problems);
    }

    private static async Task GuessesAsync(IAccounts accounts) =>
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => accounts.SignInAsync(Email, "wrong", StoreRoom.Cancel)));

    private static async Task<Person> AddAsync(StoreRoom room, string email)
    {
        await room.AddOrgAsync();
        var person = new Person(Guid.NewGuid().ToString("n"), "org-1", email, "", Role.Analyst, StoreRoom.Start);
        return await Colleagues.AddAsync(room.Get<ISettingStore<Person>>(), room.Get<IAccounts>(), person, Password);
    }

    private static Problem Refusal<T>(Result<T> result) => Assert.Single(result.Problems);
}
