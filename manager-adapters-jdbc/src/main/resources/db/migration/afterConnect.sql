-- Migrations see all rows: their connections are bound to the whole installation.
set manager.binding = 'platform';
