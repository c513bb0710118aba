using Xunit.Abstractions;
using Xunit.Sdk;

namespace Learning.Exercises.Tests;

/// <summary>One exercise after the other, as listed: the pool then has its clusters ready, where a shuffled order would make and drop them.</summary>
public sealed class InOrder : ITestCaseOrderer
{
    public const string Type = "Learning.Exercises.Tests.InOrder", Assembly = "Learning.Exercises.Tests";

    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases) where TTestCase : ITestCase =>
        testCases.OrderBy(test => test.TestMethodArguments is [string slug, ..] ? slug : "", StringComparer.Ordinal);
}
