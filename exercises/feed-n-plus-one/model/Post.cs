public sealed class Post
{
    public int Id { get; set; }
    public int AuthorId { get; set; }
    public required string Text { get; set; }
    public required string Language { get; set; }
    public int Likes { get; set; }
    public DateTime CreatedAt { get; set; }

    public User Author { get; set; } = null!;
}
