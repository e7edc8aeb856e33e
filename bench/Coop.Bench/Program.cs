using Coop.Bench.Start;

switch (args)
{
    case ["start"]:
        await StartBench.RunAsync();
        return 0;
    case ["start", var folder]:
        await StartBench.MeasureAsync(folder);
        return 0;
    default:
        Console.Error.WriteLine("Which? start: load 1, 10 and 100 .NET integrations");
        return 2;
}
