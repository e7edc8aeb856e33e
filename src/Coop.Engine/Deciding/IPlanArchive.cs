namespace Coop.Engine.Deciding;

/// <summary>The plans that stored decisions name: what each measured, and which versions of rules it was made of. Kept as long as a decision names them.</summary>
public interface IPlanArchive
{
    /// <summary>Durable when it returns. Keeping a plan again changes nothing, and parts that are there already are not written again.</summary>
    Task KeepAsync(string orgId, KeptPlan plan, CancellationToken cancellationToken);

    /// <summary>Null when no such plan was kept.</summary>
    Task<KeptPlan?> FindAsync(string orgId, string planId, CancellationToken cancellationToken);
}

/// <summary>A plan cut into parts by its content, so that an edit of one rule among ten thousand writes a part or two and not all of it.</summary>
/// <param name="Id">Of what it holds: equal plans have equal ids.</param>
/// <param name="Parts">In order.</param>
public sealed record KeptPlan(string Id, IReadOnlyList<KeptPart> Parts);

/// <param name="Hash">Of the content, 32 hexadecimal digits.</param>
/// <param name="Content">Compressed already.</param>
public sealed record KeptPart(string Hash, ReadOnlyMemory<byte> Content);
