using System.Globalization;
using Learning.Grading.Incidents;

namespace Learning.Sandbox.Incidents.Load;

/// <summary>Values of a request's parameters, drawn as its class says.</summary>
internal sealed class Draws
{
    private readonly Draw _draw;
    private readonly (string Text, double Upto)[] _choices;

    public Draws(Draw draw, Drawn names)
    {
        _draw = draw;
        var sum = 0.0;
        _choices = [.. draw.Weights.Select(weight => (names.Fill(weight.Key), sum += weight.Value))];
    }

    public object Next(Random random) => _draw.Kind switch
    {
        DrawKind.Skewed => Skewed(random),
        DrawKind.Uniform => random.Next(_draw.From, _draw.To + 1),
        DrawKind.Choice => Choose(random),
        DrawKind.SkewedArray => Enumerable.Range(0, _draw.Count).Select(_ => Skewed(random)).ToArray(),
        DrawKind.Amount => Math.Round((decimal)(_draw.From + random.NextDouble() * random.NextDouble() * (_draw.To - _draw.From)), 2),
        _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"There is no draw {_draw.Kind}.")),
    };

    /// <summary>Few ids are asked for by many; the rest follow a power law, as the rows do.</summary>
    private int Skewed(Random random) => random.NextDouble() < _draw.WhaleShare
        ? random.Next(1, Math.Min(_draw.Whales, _draw.To) + 1)
        : 1 + (int)Math.Floor(_draw.To * Math.Pow(random.NextDouble(), 2.5));

    private string Choose(Random random)
    {
        var at = random.NextDouble() * _choices[^1].Upto;
        return Array.Find(_choices, choice => at <= choice.Upto).Text ?? _choices[^1].Text;
    }
}
