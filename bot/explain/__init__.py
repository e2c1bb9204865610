"""How an answer came about, for a maintainer: what was found, decided and chosen, and why."""
