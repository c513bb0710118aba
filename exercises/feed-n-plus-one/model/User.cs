public sealed class User
{
    public int Id { get; set; }
    public required string Handle { get; set; }
    public required string Name { get; set; }
    public required string Email { get; set; }
    public required string Bio { get; set; }
    public required string Location { get; set; }
    public required string Website { get; set; }
    public required string AvatarUrl { get; set; }
    public bool Verified { get; set; }
    public DateTime JoinedAt { get; set; }

    public ICollection<Post> Posts { get; } = [];

    /// <summary>The rows that say who follows this user.</summary>
    public ICollection<Follow> Followers { get; } = [];

    /// <summary>The rows that say whom this user follows.</summary>
    public ICollection<Follow> Following { get; } = [];
}
