using Learning.Grading.Plans;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Learning.Web.Components.Plans;

/// <summary>A plan as a tree that the arrow keys walk, and the same as a treegrid of its figures.</summary>
public sealed partial class PlanTree : IAsyncDisposable
{
    internal sealed record Row(int Index, int Parent, int Depth, PlanNode Node);

    [Parameter, EditorRequired] public QueryPlan Plan { get; set; } = null!;
    /// <summary>The plan is as it should be: its biggest node is no culprit.</summary>
    [Parameter] public bool Good { get; set; }
    /// <summary>Pages that the biggest node must touch to be marked.</summary>
    [Parameter] public long HotFrom { get; set; }
    /// <summary>Whoever shows it decides between tree and table; null leaves it to the reader.</summary>
    [Parameter] public bool? AsTable { get; set; }

    private readonly HashSet<int> closed = [];
    private List<Row> rows = [];
    private HashSet<PlanNode> judged = [];
    private ElementReference[] items = [];
    private QueryPlan? shown;
    private IJSObjectReference? module;
    private int focused, hot;
    private int? opened;
    private bool table;

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(shown, Plan))
            return;
        shown = Plan;
        rows = [];
        Add(Plan.Root, -1, 0);
        judged = new(Plan.Root.Ran ? Misestimates.Judged(Plan, 100) : [], ReferenceEqualityComparer.Instance);
        items = new ElementReference[rows.Count];
        closed.Clear();
        // By place, not by value: two nodes may have the same figures.
        (focused, opened, hot) = (0, null, Plan.Root.Ran && rows.MaxBy(row => row.Node.OwnBuffers) is { } biggest && biggest.Node.OwnBuffers >= HotFrom ? biggest.Index : -1);
    }

    private string HotGlyph => Good ? "v-pass" : "v-over";
    private string HotTone => Good ? "pass" : "over";
    private string? Expanded(Row row) => row.Node.Children.Count == 0 ? null : closed.Contains(row.Index) ? "false" : "true";

    private void Open(Row row) => (focused, opened) = (row.Index, opened == row.Index ? null : row.Index);

    private void Fold(Row row)
    {
        focused = row.Index;
        if (!closed.Remove(row.Index))
            closed.Add(row.Index);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        module = await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Plans/PlanTree.razor.js");
        if (module is not null)
            await module.InvokeVoidAsync("keepPageStill");
    }

    private void Add(PlanNode node, int parent, int depth)
    {
        var index = rows.Count;
        rows.Add(new(index, parent, depth, node));
        foreach (var child in node.Children)
            Add(child, index, depth + 1);
    }

    private async Task OnKey(Row row, KeyboardEventArgs args)
    {
        var visible = rows.Where(Visible).ToList();
        var at = visible.IndexOf(row);
        var open = row.Node.Children.Count > 0 && !closed.Contains(row.Index);
        switch (args.Key)
        {
            case "ArrowDown": await Focus(visible[Math.Min(at + 1, visible.Count - 1)].Index); break;
            case "ArrowUp": await Focus(visible[Math.Max(at - 1, 0)].Index); break;
            case "Home": await Focus(0); break;
            case "End": await Focus(visible[^1].Index); break;
            case "ArrowRight" when open: await Focus(row.Index + 1); break;
            case "ArrowRight": closed.Remove(row.Index); break;
            case "ArrowLeft" when open: closed.Add(row.Index); break;
            case "ArrowLeft" when row.Parent >= 0: await Focus(row.Parent); break;
            case "Enter": Open(row); break;
            case [var letter] when char.IsAsciiLetter(letter) && args is { CtrlKey: false, AltKey: false, MetaKey: false }: await FindAsync(visible, at, letter); break;
        }
    }

    /// <summary>The next node whose name begins with the letter, from the top again after the last.</summary>
    private async Task FindAsync(List<Row> visible, int at, char letter)
    {
        var found = visible.Skip(at + 1).Concat(visible.Take(at)).FirstOrDefault(row => char.ToUpperInvariant(row.Node.Type[0]) == char.ToUpperInvariant(letter));
        if (found is not null)
            await Focus(found.Index);
    }

    private bool Visible(Row row) => row.Parent < 0 || (!closed.Contains(row.Parent) && Visible(rows[row.Parent]));

    private async Task Focus(int index)
    {
        focused = index;
        await items[index].FocusAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            module = null; // the browser has gone, and the module with it
        }
    }
}
