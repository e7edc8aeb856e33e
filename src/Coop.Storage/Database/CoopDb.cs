using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Database;

/// <summary>Everything that is remembered. Each database has its own derived context, so that it has its own migrations; stores know only this one.</summary>
internal abstract class CoopDb(DbContextOptions options) : DbContext(options);
