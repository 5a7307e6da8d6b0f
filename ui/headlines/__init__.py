"""The finding of each screen as one sentence, built from the data; pure, with its plural and empty cases."""
