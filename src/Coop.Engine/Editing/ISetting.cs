using Coop.Engine.Uses;

namespace Coop.Engine.Editing;

/// <summary>Something an organisation sets, changed only through <see cref="ISettingStore{T}"/>.</summary>
public interface ISetting<T>
    where T : class, ISetting<T>
{
    static abstract SettingKind SettingKind { get; }

    /// <summary>True where there may be none without anything being wrong: then that, too, can be what somebody read and wants to replace.</summary>
    static virtual bool AbsenceIsAVersion => false;

    string OrgId { get; }

    string Id { get; }

    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Every other setting it names.</summary>
    IEnumerable<SettingRef> Uses() => [];

    /// <summary>The same with the version it got, for those that tell their own.</summary>
    T Stamped(string version, DateTimeOffset at) => (T)this;
}
