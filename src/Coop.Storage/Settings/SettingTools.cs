using Coop.Engine.Editing;
using Coop.Storage.Database;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Settings;

/// <summary>What every store of settings works with.</summary>
internal sealed record SettingTools(IDbContextFactory<CoopDb> Dbs, Dialect Dialect, WriteLane Lane, OrgRevisions Revisions, ChangeLog Log, SettingLimits Limits, TimeProvider Time);
