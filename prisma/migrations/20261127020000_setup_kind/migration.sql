-- Setting up a model of the catalogue becomes durable work; its table follows in a transaction of its own.
ALTER TYPE "WorkKind" ADD VALUE 'SETUP';
