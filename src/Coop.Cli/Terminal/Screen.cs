using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Coop.Cli.Terminal;

/// <summary>Where things are written: the answer to standard output, everything else to standard error. Colour only where a person looks.</summary>
internal sealed class Screen
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly IAnsiConsole _answer;
    private readonly IAnsiConsole _notes;

    private Screen(TextWriter answer, TextWriter notes, bool answerIsTerminal, bool notesAreTerminal)
    {
        (Answer, Notes, NotesAreTerminal) = (answer, notes, notesAreTerminal);
        _answer = ConsoleOn(answer, answerIsTerminal);
        _notes = ConsoleOn(notes, notesAreTerminal);
    }

    public static Screen OfThisProcess() => new(Console.Out, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected);

    public TextWriter Answer { get; }

    public TextWriter Notes { get; }

    private bool NotesAreTerminal { get; }

    public void WriteJson<T>(T answer) => Answer.WriteLine(JsonSerializer.Serialize(answer, Json));

    /// <summary>A line or more with Spectre's markup.</summary>
    public void WriteMarkup(string markup) => _answer.MarkupLine(markup);

    public void Write(Table table) => _answer.Write(table);

    /// <summary>A plain line that is not the answer.</summary>
    public void Note(string line) => Notes.WriteLine(line);

    /// <summary>Says what is going on while it goes on, to a person only.</summary>
    public Task<T> WhileAsync<T>(string what, Func<Task<T>> work) =>
        NotesAreTerminal ? _notes.Status().StartAsync(Markup.Escape(what), _ => work()) : work();

    private static IAnsiConsole ConsoleOn(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            // A file has no edge to wrap at.
            console.Profile.Width = 10_000;
        }

        return console;
    }
}
