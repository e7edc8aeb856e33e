using System.Text.Json;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Support;

/// <summary>A page by its Tab key alone.</summary>
internal static class Keyboard
{
    private const int Most = 400;

    // Everything a mouse could use; of a group of radio buttons one stands for all, as the arrows go on from there.
    private const string Usable = """
        () => {
          const seen = new Set();
          const isShown = it => it.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && it.getClientRects().length > 0;
          window.coopWalk = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
            .filter(it => !it.disabled && it.type !== 'hidden' && it.tabIndex >= 0 && isShown(it))
            .filter(it => it.type !== 'radio' || !it.name || !seen.has(it.name) && seen.add(it.name));
          return window.coopWalk.length;
        }
        """;

    private const string Focused = """
        async () => {
          const it = document.activeElement;
          if (!it || it === document.body) { return null; }
          // The mark may be around the frame that a field stands in.
          const isMarked = each => (style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none')(getComputedStyle(each));
          const isShown = () => isMarked(it) || (it.parentElement?.matches(':has(> input:only-of-type)') && isMarked(it.parentElement));
          // Even with reduced motion the mark comes a moment later than the focus.
          for (let frames = 0; frames < 20 && !isShown(); frames++) {
            await new Promise(resolve => requestAnimationFrame(resolve));
          }

          const index = window.coopWalk.findIndex(each => each === it || (it.type === 'radio' && it.name && each.name === it.name));
          return {
            index,
            what: it.outerHTML.slice(0, 160),
            marked: isShown(),
            inView: (rect => rect.bottom > 0 && rect.top < innerHeight)(it.getBoundingClientRect()),
          };
        }
        """;

    /// <summary>The next Tab begins before everything, wherever the page had put the focus.</summary>
    public static Task ToTheTopAsync(IPage page) => page.EvaluateAsync("""
        () => {
          const top = document.createElement('span');
          top.tabIndex = -1;
          document.body.prepend(top);
          top.focus();
          top.remove();
          scrollTo(0, 0);
        }
        """);

    /// <summary>What Tab does not reach, and what it reaches without showing it.</summary>
    public static async Task<IReadOnlyList<string>> FindingsAsync(IPage page)
    {
        await ToTheTopAsync(page);
        var count = await page.EvaluateAsync<int>(Usable);
        var reached = new HashSet<int>();
        var last = -1;
        var findings = new List<string>();
        for (var presses = 0; presses < Most; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<JsonElement?>(Focused);
            if (focused is not { ValueKind: JsonValueKind.Object } at)
            {
                break;
            }

            // A date has a stop for each of its parts.
            var index = at.GetProperty("index").GetInt32();
            if (index >= 0 && !reached.Add(index) && index != last)
            {
                break;
            }

            last = index;

            var what = at.GetProperty("what").GetString();
            if (!at.GetProperty("marked").GetBoolean())
            {
                findings.Add("focused but looks as before: " + what);
            }

            if (!at.GetProperty("inView").GetBoolean())
            {
                findings.Add("focused out of sight: " + what);
            }
        }

        foreach (var missed in Enumerable.Range(0, count).Where(index => !reached.Contains(index)))
        {
            findings.Add("not reached: " + await page.EvaluateAsync<string>("index => window.coopWalk[index].outerHTML.slice(0, 160)", missed));
        }

        return findings;
    }
}
