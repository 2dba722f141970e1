"""Counter ↔ city: operations go up, rows come down."""
