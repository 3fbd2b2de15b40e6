-- Indexing images for search becomes durable work; its tables follow in a transaction of their own.
ALTER TYPE "WorkKind" ADD VALUE 'INDEX';
