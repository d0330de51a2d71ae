"""From a source, through its contract, into the engine: Campus tables, bundles, accounts files."""
