-- The board counts each desk's open clocks every few seconds; closed ones are kept for ever.
CREATE INDEX clocks_open_by_desk ON clocks (desk, outcome, at_risk_at) WHERE stopped_at IS NULL;
