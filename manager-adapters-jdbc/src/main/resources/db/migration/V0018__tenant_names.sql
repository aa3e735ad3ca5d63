-- The bus tells backends what a tenant is called, and keeps that together with the ways into its applications.
call announce_changes('tenant', 'tenant', 'id',
    'slug', 'description', 'type', 'protected', 'created_at', 'updated_at', 'revision');
