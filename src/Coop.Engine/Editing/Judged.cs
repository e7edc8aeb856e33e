using Coop.Engine.Problems;

namespace Coop.Engine.Editing;

/// <summary>Changes that are judged by other settings.</summary>
internal static class Judged
{
    private const int MostTries = 64;

    /// <summary>Reads, judges and writes anew while something it was judged by changed in between. Each time somebody else got on, so it comes to an end.</summary>
    public static async Task<Result<T>> UntilSettledAsync<T>(Func<Task<Result<T>>> attempt)
    {
        for (var tries = 1; ; tries++)
        {
            var answer = await attempt();
            if (tries == MostTries || !answer.Problems.Contains(EditProblems.Moved))
            {
                return answer;
            }
        }
    }
}
