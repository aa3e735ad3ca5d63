package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.access.UserDirectory;
import dev.productify.manager.ports.contract.UserDirectoryContract;

class InMemoryUserDirectoryTest extends UserDirectoryContract {
    private final InMemoryUserDirectory directory = new InMemoryUserDirectory();

    @Override
    protected UserDirectory directory() {
        return directory;
    }

    @Override
    protected void add(UserDirectory.Entry person) {
        directory.add(person);
    }
}
