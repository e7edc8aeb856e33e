namespace Coop.Storage.Database;

/// <param name="DataDirectory">Where the database and, beside it, the keys live. Made when it is not there.</param>
public sealed record StorageOptions(string DataDirectory)
{
    public string DatabaseFile => Path.Combine(DataDirectory, "coop.db");

    /// <summary>The keys of all secrets in the database. Back them up apart from it: together they are the secrets, one without the other is nothing.</summary>
    public string KeysDirectory => Path.Combine(DataDirectory, "keys");
}
