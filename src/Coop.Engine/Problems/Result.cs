using System.Diagnostics.CodeAnalysis;

namespace Coop.Engine.Problems;

/// <summary>A value, or every reason why there is none.</summary>
public readonly struct Result<T>
{
    private readonly T? _value;
    private readonly IReadOnlyList<Problem>? _problems;

    private Result(T? value, IReadOnlyList<Problem>? problems) => (_value, _problems) = (value, problems);

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Problem problem) => new(default, [problem]);

    public static implicit operator Result<T>(List<Problem> problems) => new(default, Checked(problems));

    /// <summary>For interface types, which implicit conversions pass over.</summary>
    public static Result<T> Of(T value) => new(value, null);

    public static Result<T> Refused(IReadOnlyList<Problem> problems) => new(default, Checked(problems));

    /// <summary>Empty when there is a value.</summary>
    public IReadOnlyList<Problem> Problems => _problems ?? [];

    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return _problems is null;
    }

    /// <summary>What is made of the value; the same reasons when there is none.</summary>
    public Result<TOther> Then<TOther>(Func<T, TOther> make) => TryGet(out var value) ? make(value) : Result<TOther>.Refused(Problems);

    /// <summary>The value. Reading it off a refusal is a bug.</summary>
    public T Value => _problems is null ? _value! : throw new InvalidOperationException($"Refused: {string.Join("; ", _problems.Select(p => p.Code))}");

    private static IReadOnlyList<Problem> Checked(IReadOnlyList<Problem> problems) =>
        problems.Count > 0 ? problems : throw new ArgumentException("A refusal has at least one problem.", nameof(problems));
}
