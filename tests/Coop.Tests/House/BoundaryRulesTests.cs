namespace Coop.Tests.House;

public sealed class BoundaryRulesTests
{
    [Fact]
    public void Only_named_boundaries_catch_every_exception() => Violations.None(BoundaryRules.Broken(SourceFile.Tracked("src/*.cs", "src/*.razor"), Boundary.All));

    [Fact]
    public void Every_boundary_has_a_reason() => Assert.All(Boundary.All, boundary => Assert.True(boundary.Reason.Length > 10, boundary.Path));

    [Theory]
    [InlineData("catch (Exception e)\n{")]
    [InlineData("catch (Exception)\n{")]
    [InlineData("catch (System.Exception e) {")]
    [InlineData("catch\n{")]
    [InlineData("catch (Exception e) when (e is not OperationCanceledException)\n{")]
    [InlineData("catch (Exception) when (asking.IsFaulted)\n{")]
    public void A_catch_all_elsewhere_is_caught(string planted) =>
        Violations.One(BoundaryRules.Broken([new("src/Coop.Engine/Rules/Rule.cs", $"try {{ }} {planted} }}")], []), "1 times, 0 allowed");

    [Theory]
    [InlineData("catch (Exception e) when (e is IOException or UnauthorizedAccessException)\n{")]
    [InlineData("catch (IOException)\n{")]
    [InlineData("catch (ExceptionOfOurs)\n{")]
    public void A_catch_that_names_what_it_expects_is_none(string planted) => Violations.None(BoundaryRules.Broken([new("src/A.cs", planted)], []));

    [Fact]
    public void One_more_at_a_boundary_is_caught() =>
        Violations.One(BoundaryRules.Broken([new("src/A.cs", "catch { } catch (Exception e) { }")], [new("src/A.cs", 1, "a background loop")]), "2 times, 1 allowed");

    [Fact]
    public void A_boundary_that_is_listed_twice_is_caught() => Violations.One(
        BoundaryRules.Broken([new("src/A.cs", "catch { }")], [new("src/A.cs", 1, "a background loop"), new("src/A.cs", 1, "another one")]), "2 times: only the first counts");

    [Fact]
    public void A_boundary_that_is_gone_is_caught() => Violations.One(BoundaryRules.Broken([], [new("src/A.cs", 1, "a background loop")]), "no more");
}
