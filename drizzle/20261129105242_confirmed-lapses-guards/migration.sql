-- What was confirmed of somebody who left an organisation lapses, by two officers of compliance, and opens again should they come back.
INSERT INTO life_cycle_transitions (entity, from_status, to_status) VALUES ('screening_hits', 'confirmed', 'lapsed');
