"""One check explained, in all that is known of it: by ``roster-lint rule``, and on the site."""
