/// <summary>Follower reads what followee writes.</summary>
public sealed class Follow
{
    public int FollowerId { get; set; }
    public int FolloweeId { get; set; }
    public DateTime Since { get; set; }

    public User Follower { get; set; } = null!;
    public User Followee { get; set; } = null!;
}
