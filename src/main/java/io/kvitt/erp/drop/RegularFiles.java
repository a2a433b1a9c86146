package io.kvitt.erp.drop;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.springframework.stereotype.Component;

/** Lets only regular files be taken. Whoever opens a pipe waits for its writer, for ever, and all others with it. */
@Component("regularFiles")
final class RegularFiles implements GenericFileFilter<File> {

    @Override
    public boolean accept(GenericFile<File> file) {
        return isRegular(file.getFile());
    }

    static boolean isRegular(File file) {
        try {
            return Files.isRegularFile(file.toPath(), LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
