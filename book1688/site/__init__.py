"""What the build of the site uses; imports nothing by itself."""
