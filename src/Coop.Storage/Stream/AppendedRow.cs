using Coop.Engine.Submissions;
using Coop.Storage.Keys;

namespace Coop.Storage.Stream;

/// <summary>A submission as it is about to be written: everything that can be found out before the write lane is.</summary>
internal readonly record struct AppendedRow(Submission Submission, long Org, long ItemType, long Item)
{
    public static async ValueTask<AppendedRow> OfAsync(Submission submission, KeyRing keys, CancellationToken cancellationToken)
    {
        var org = await keys.OrgAsync(submission.OrgId, cancellationToken);
        var type = await keys.KeyAsync(new KeyName(org, KeyKind.ItemType, submission.ItemTypeId, submission.ItemTypeVersion), cancellationToken);
        return new AppendedRow(submission, org, type, ItemHash.Of(org, submission.ItemId));
    }
}
