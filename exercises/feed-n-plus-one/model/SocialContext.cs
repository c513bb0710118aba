using Microsoft.EntityFrameworkCore;

public sealed class SocialContext(DbContextOptions<SocialContext> options) : DbContext(options)
{
    public DbSet<User> Users => Set<User>();
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<Follow> Follows => Set<Follow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<User>(user =>
        {
            user.ToTable("users");
            user.Property(u => u.Id).HasColumnName("id");
            user.Property(u => u.Handle).HasColumnName("handle");
            user.Property(u => u.Name).HasColumnName("name");
            user.Property(u => u.Email).HasColumnName("email");
            user.Property(u => u.Bio).HasColumnName("bio");
            user.Property(u => u.Location).HasColumnName("location");
            user.Property(u => u.Website).HasColumnName("website");
            user.Property(u => u.AvatarUrl).HasColumnName("avatar_url");
            user.Property(u => u.Verified).HasColumnName("verified");
            user.Property(u => u.JoinedAt).HasColumnName("joined_at");
        });

        modelBuilder.Entity<Post>(post =>
        {
            post.ToTable("posts");
            post.Property(p => p.Id).HasColumnName("id");
            post.Property(p => p.AuthorId).HasColumnName("author_id");
            post.Property(p => p.Text).HasColumnName("text");
            post.Property(p => p.Language).HasColumnName("language");
            post.Property(p => p.Likes).HasColumnName("likes");
            post.Property(p => p.CreatedAt).HasColumnName("created_at");
            post.HasOne(p => p.Author).WithMany(u => u.Posts).HasForeignKey(p => p.AuthorId);
        });

        modelBuilder.Entity<Follow>(follow =>
        {
            follow.ToTable("follows");
            follow.HasKey(f => new { f.FollowerId, f.FolloweeId });
            follow.Property(f => f.FollowerId).HasColumnName("follower_id");
            follow.Property(f => f.FolloweeId).HasColumnName("followee_id");
            follow.Property(f => f.Since).HasColumnName("since");
            follow.HasOne(f => f.Follower).WithMany(u => u.Following).HasForeignKey(f => f.FollowerId);
            follow.HasOne(f => f.Followee).WithMany(u => u.Followers).HasForeignKey(f => f.FolloweeId);
        });
    }
}
