// Each folder here names the same type in another way, for the graph of folders to see.
#pragma warning disable IDE0130 // Planted: one file for seven folders.
namespace Coop.Tests.House.Planted.Named
{
    [AttributeUsage(AttributeTargets.All)]
    internal class Target : Attribute
    {
        public static int Call() => 1;
    }
}

namespace Coop.Tests.House.Planted.ByBase
{
    internal sealed class Derived : Named.Target;
}

namespace Coop.Tests.House.Planted.ByField
{
    internal sealed class Holder
    {
        public Named.Target? Held { get; init; }
    }
}

namespace Coop.Tests.House.Planted.ByAttribute
{
    [Named.Target]
    internal sealed class Marked;
}

namespace Coop.Tests.House.Planted.ByCode
{
    internal static class Caller
    {
        public static int Call() => Named.Target.Call();
    }
}

namespace Coop.Tests.House.Planted.ByTypeArgument
{
    internal static class Lister
    {
        public static int Count(List<Named.Target> list) => list.Count;
    }
}

namespace Coop.Tests.House.Planted.ByConstraint
{
    internal sealed class Bound<T>
        where T : Named.Target;
}

namespace Coop.Tests.House.Planted.ByGenericCall
{
    internal static class Maker
    {
        public static object Make() => Activator.CreateInstance<Named.Target>();
    }
}
