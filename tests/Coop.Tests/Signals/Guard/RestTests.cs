using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Tests.Signals.Guard;

public sealed class RestTests
{
    private readonly GuardedSignals _signals = new();

    [Fact]
    public async Task A_vendor_who_asks_to_be_left_alone_is_until_his_time_is_over_for_the_organisation_he_told_it()
    {
        var author = GuardedSignals.Scripted(_ => throw new SignalException(SignalErrorKind.Unavailable, "Too many requests.", TimeSpan.FromSeconds(30)));
        var signal = _signals.Add(author);
        await _signals.RunAsync(signal);
        _signals.Time.Advance(TimeSpan.FromSeconds(10));
        var failure = (await _signals.RunAsync(signal)).Failure!;
        Assert.Equal(
            (FailureKind.Unavailable, "Too many requests. It asked to be left alone and is tried again in 20 s.", TimeSpan.FromSeconds(20)),
            (failure.Kind, failure.Reason, failure.RetryAfter));
        Assert.Equal(1, author.Runs);
        await _signals.RunAsync(signal, "other");
        Assert.Equal(2, author.Runs);
        _signals.Time.Advance(TimeSpan.FromSeconds(20));
        await _signals.RunAsync(signal);
        Assert.Equal(3, author.Runs);
    }

    [Fact]
    public async Task Nobody_is_left_alone_for_longer_than_five_minutes_nor_without_having_asked()
    {
        var asks = TimeSpan.FromDays(365);
        var author = GuardedSignals.Scripted(_ => throw new SignalException(SignalErrorKind.Unavailable, "Later.", asks));
        var signal = _signals.Add(author);
        await _signals.RunAsync(signal);
        _signals.Time.Advance(TimeSpan.FromMinutes(5));
        asks = TimeSpan.FromSeconds(-1);
        await _signals.RunAsync(signal);
        await _signals.RunAsync(signal);
        Assert.Equal(3, author.Runs);
    }

    [Fact]
    public async Task A_refused_credential_is_not_offered_again_until_another_is_saved_or_a_minute_is_over()
    {
        var author = GuardedSignals.Scripted(_ => throw new SignalException(SignalErrorKind.BadCredential, "The key is wrong."));
        var signal = _signals.Add(author);
        await _signals.RunAsync(signal);
        var failure = (await _signals.RunAsync(signal)).Failure!;
        Assert.Equal(
            (FailureKind.BadCredential, "The key is wrong. It is tried again when the configuration is saved, or in 60 s."), (failure.Kind, failure.Reason));
        Assert.Equal(1, author.Runs);
        _signals.Configs.Save("org", GuardedSignals.Integration, "{}");
        await _signals.RunAsync(signal);
        Assert.Equal(2, author.Runs);
        _signals.Time.Advance(TimeSpan.FromMinutes(1));
        await _signals.RunAsync(signal);
        Assert.Equal(3, author.Runs);
    }
}
