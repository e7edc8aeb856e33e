using Coop.Engine.Editing;
using Coop.Engine.Flow;

namespace Coop.Server.Access;

/// <summary>Whoever saved a setting is answered when items obey it, not before; so compiling stands in the way of the saver and of nobody else.</summary>
internal sealed class InForce(CurrentPlans plans, IOrgRevisions revisions)
{
    public async ValueTask<T> AfterAsync<T>(string orgId, Func<ValueTask<T>> change, CancellationToken cancellationToken)
    {
        var before = await revisions.OfAsync(orgId, cancellationToken);
        var answer = await change();
        if ((await revisions.OfAsync(orgId, cancellationToken)).Rules != before.Rules)
        {
            await plans.WaitInForceAsync(orgId, cancellationToken);
        }

        return answer;
    }
}
