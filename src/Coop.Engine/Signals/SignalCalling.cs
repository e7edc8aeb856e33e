namespace Coop.Engine.Signals;

/// <summary>How an author's code is called.</summary>
/// <param name="Limit">For the whole call.</param>
/// <param name="OnPool">True to start it on the thread pool and not on the caller's thread.</param>
/// <param name="Time">The clock the limit is measured by.</param>
internal readonly record struct SignalCalling(TimeSpan Limit, bool OnPool, TimeProvider Time);
