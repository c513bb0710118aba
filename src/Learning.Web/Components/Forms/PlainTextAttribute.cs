using System.ComponentModel.DataAnnotations;

namespace Learning.Web.Components.Forms;

/// <summary>One line without control characters, which nobody types and which mislead whoever reads a name.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PlainTextAttribute() : ValidationAttribute("This has characters that cannot be used here.")
{
    public override bool IsValid(object? value) => value is not string text || !text.Any(char.IsControl);
}
