package dev.productify.manager.jdbc.backup;

/** A backup cannot be made, or one cannot be restored; the message says why and what to do. */
public final class BackupRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BackupRefusedException(String message) {
        super(message);
    }

    public BackupRefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What was read is not what was written. */
    static BackupRefusedException damaged(String what) {
        return new BackupRefusedException("The backup is damaged: " + what + ". Take another copy of it.");
    }
}
