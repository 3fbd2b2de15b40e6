export { isStorageUnavailable } from "../storage/storage-errors";
