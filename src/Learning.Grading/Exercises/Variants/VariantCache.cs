namespace Learning.Grading.Exercises.Variants;

/// <summary>Variants that were asked for. Making one takes milliseconds, so the eldest may go.</summary>
internal sealed class VariantCache(IReadOnlyDictionary<string, VariantRecipe> recipes)
{
    /// <summary>Far more than anybody has candidates; a number beyond it is a mistake.</summary>
    public const int MostNumber = 100_000;
    private const int MostKept = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string, int), Exercise> _made = [];
    private readonly Queue<(string, int)> _order = new();

    public Exercise? Find(string slug, int number)
    {
        if (number is < 1 or > MostNumber || !recipes.TryGetValue(slug, out var recipe))
            return null;
        lock (_gate)
        {
            if (_made.TryGetValue((slug, number), out var known))
                return known;
            var made = recipe.Make(number);
            _made.Add((slug, number), made);
            _order.Enqueue((slug, number));
            if (_order.Count > MostKept)
                _made.Remove(_order.Dequeue());
            return made;
        }
    }
}
