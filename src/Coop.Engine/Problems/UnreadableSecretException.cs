namespace Coop.Engine.Problems;

/// <summary>Something stored encrypted cannot be decrypted. The message says what, and what to do; it holds no secret.</summary>
public sealed class UnreadableSecretException(string message) : Exception(message);
