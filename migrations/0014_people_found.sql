-- Whom an event may concern is looked for with every event: who is everywhere, and who has overrides, are few among very many.
CREATE INDEX app_user_everywhere ON app_user (id) WHERE all_buildings;
CREATE INDEX app_user_overridden ON app_user (id) WHERE overrides <> '{}';
