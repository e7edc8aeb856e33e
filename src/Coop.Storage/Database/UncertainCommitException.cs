using Microsoft.Data.Sqlite;

namespace Coop.Storage.Database;

/// <summary>A commit failed, and nobody can say whether what was in it is there after the next start.</summary>
internal sealed class UncertainCommitException(SqliteException failure) : Exception(failure.Message, failure);
