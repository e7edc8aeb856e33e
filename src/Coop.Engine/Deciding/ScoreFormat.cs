using Coop.Integrations;

namespace Coop.Engine.Deciding;

/// <summary>A score as bytes: its form, then the score.</summary>
internal static class ScoreFormat
{
    public static void Write(CompactWriter write, SignalScore score)
    {
        write.Byte((byte)score.Kind);
        WriteContent(write, score);
    }

    public static SignalScore Read(ref CompactReader read) => ReadContent(ref read, (SignalScoreKind)read.Byte());

    public static void WriteContent(CompactWriter write, SignalScore score)
    {
        switch (score.Kind)
        {
            case SignalScoreKind.Boolean:
                write.Byte(score.AsBoolean() ? (byte)1 : (byte)0);
                break;
            case SignalScoreKind.Number:
                write.Double(score.AsNumber());
                break;
            case SignalScoreKind.Text:
                write.Text(score.AsText());
                break;
        }
    }

    public static SignalScore ReadContent(ref CompactReader read, SignalScoreKind kind) => kind switch
    {
        SignalScoreKind.Boolean => read.Byte() != 0,
        SignalScoreKind.Number => read.Double(),
        SignalScoreKind.Text => read.Text(),
        _ => default(SignalScore),
    };
}
