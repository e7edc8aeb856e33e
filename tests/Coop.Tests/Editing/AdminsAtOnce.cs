using System.Net;
using System.Text.Json;
using Coop.Tests.Support;

namespace Coop.Tests.Editing;

/// <summary>Two admins take each other's role, or each other away, at once: one of them stays what they are.</summary>
internal static class AdminsAtOnce
{
    private const string People = "/api/v1/admin/people";

    /// <param name="admins">The ids of the only two.</param>
    /// <param name="one">What one of them speaks to; the other, at the same server or at another one on the same data.</param>
    public static async Task DemoteAsync(string[] admins, int rounds, HttpClient one, HttpClient other, string seed)
    {
        var random = new Random(seed.Sum(letter => letter));
        for (var round = 0; round < rounds; round++)
        {
            // Neither is always first, and neither server.
            var first = random.Next(2);
            var (server, otherServer) = random.Next(2) == 0 ? (one, other) : (other, one);
            var attempts = await Task.WhenAll(Demote(server, admins[first]), Demote(otherServer, admins[1 - first]));
            var refused = Assert.Single(attempts, answer => answer.StatusCode == HttpStatusCode.Conflict);
            Assert.Single(attempts, answer => answer.StatusCode == HttpStatusCode.OK);
            Assert.Equal("people.last-admin", (await refused.JsonAsync()).FirstCode());
            foreach (var client in new[] { one, other })
            {
                Assert.Single((await PeopleAsync(client)), person => person.GetProperty("role").GetString() == "ADMIN");
            }

            foreach (var admin in admins)
            {
                await one.PutJsonAsync($"{People}/{admin}", """{ "role": "ADMIN" }""").ExpectAsync(HttpStatusCode.OK);
            }
        }
    }

    /// <summary>The last round: there is nobody to bring back whoever went.</summary>
    public static async Task RemoveAsync(string[] admins, HttpClient one, HttpClient other)
    {
        var attempts = await Task.WhenAll(one.Delete($"{People}/{admins[0]}"), other.Delete($"{People}/{admins[1]}"));
        var refused = Assert.Single(attempts, answer => answer.StatusCode == HttpStatusCode.Conflict);
        Assert.Single(attempts, answer => answer.StatusCode == HttpStatusCode.NoContent);
        Assert.Equal("people.last-admin", (await refused.JsonAsync()).FirstCode());
        Assert.Equal("ADMIN", Assert.Single(await PeopleAsync(one)).GetProperty("role").GetString());
    }

    public static async Task<IReadOnlyList<JsonElement>> PeopleAsync(HttpClient client) =>
        [.. (await client.Get(People).ExpectAsync(HttpStatusCode.OK)).GetProperty("people").EnumerateArray()];

    private static Task<HttpResponseMessage> Demote(HttpClient client, string person) => client.PutJsonAsync($"{People}/{person}", """{ "role": "ANALYST" }""");
}
