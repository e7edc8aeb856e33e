namespace Coop.Tests.Cli;

public sealed class UsageTests : IDisposable
{
    private readonly CoopProcess _coop = new();

    [Theory]
    [InlineData("bogus", "\"bogus\" is neither a command nor an option")]
    [InlineData("lst", "Did you mean list?")]
    [InlineData("list --jsn", "Did you mean --json?")]
    [InlineData("check", "package")]
    [InlineData("run-signal ./x SIGNAL", "--value")]
    [InlineData("", "The commands are: list, check, ")]
    public async Task What_it_does_not_understand_is_wrong_usage_with_a_way_on(string line, string says)
    {
        var ended = await _coop.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(says, ended.Notes, StringComparison.Ordinal);
        Assert.Contains("--help", ended.Notes, StringComparison.Ordinal);
        Assert.Empty(ended.Output);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("check")]
    [InlineData("run-signal")]
    public async Task Help_of_each_command_shows_an_example(string command)
    {
        var ended = await _coop.RunAsync(command, "--help");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains($"Example: coop {command} ", ended.Output, StringComparison.Ordinal);
        Assert.Empty(ended.Notes);
    }

    public void Dispose() => _coop.Dispose();
}
