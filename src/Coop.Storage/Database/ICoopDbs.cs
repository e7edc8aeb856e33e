using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Database;

/// <summary>Makes contexts of the database there is, for whoever knows no particular one.</summary>
internal interface ICoopDbs : IDbContextFactory<CoopDb>
{
    /// <summary>On a connection that somebody else opened and will close.</summary>
    CoopDb CreateOn(DbConnection connection);
}
