"""Runs migrations on the connection that `storage.migrate` hands over, inside its transaction."""

from alembic import context

from recollect.storage.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
