#!/usr/bin/env bash
# spring-boot-configuration-processor 4.1.2 (with spring-boot 4.1.2): several defaults of a record's component become one text.
#
# The same two defaults of a String[] are given to the processor twice: as the field initializer of a class with getter and setter, and
# as @DefaultValue({"5s", "30s"}) of a record's component. The metadata has an array of two texts for the class, but for the
# record the single text "[5s, 30s]", brackets and blank included. Lists are the same. That text cannot be given back as the
# property's value: it would be "[5s" and "30s]".
#
# Why it surprises: the binder treats both alike, and one and the same metadata file, of one processor, has both forms. Whoever takes
# defaults from the metadata (a page of settings, a check of the names) must take the brackets off, and may only do so by the
# property's type, since a text of one's own may have brackets too.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/src/main/java/demo"
cat > "$work/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>demo</groupId><artifactId>demo</artifactId><version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot</artifactId><version>4.1.2</version></dependency>
  </dependencies>
  <build><plugins><plugin>
    <groupId>org.apache.maven.plugins</groupId><artifactId>maven-compiler-plugin</artifactId><version>3.14.0</version>
    <configuration><annotationProcessorPaths><path>
      <groupId>org.springframework.boot</groupId><artifactId>spring-boot-configuration-processor</artifactId><version>4.1.2</version>
    </path></annotationProcessorPaths></configuration>
  </plugin></plugins></build>
</project>
POM
cat > "$work/src/main/java/demo/Waits.java" <<'JAVA'
package demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

@ConfigurationProperties("record")
public record Waits(@DefaultValue({"5s", "30s"}) String[] schedule) {}
JAVA
cat > "$work/src/main/java/demo/Bean.java" <<'JAVA'
package demo;

import org.springframework.boot.context.properties.ConfigurationProperties;

@ConfigurationProperties("bean")
public class Bean {

    private String[] schedule = {"5s", "30s"};

    public String[] getSchedule() {
        return schedule;
    }

    public void setSchedule(String[] schedule) {
        this.schedule = schedule;
    }
}
JAVA
mvn -B -q -f "$work/pom.xml" compile
metadata="$work/target/classes/META-INF/spring-configuration-metadata.json"
echo "spring-boot-configuration-processor 4.1.2"
cat "$metadata"
flat=$(tr -d ' \n' < "$metadata")
case "$flat" in
  *'"name":"bean.schedule"'*'"defaultValue":["5s","30s"]'*'"name":"record.schedule"'*'"defaultValue":"[5s,30s]"'*) echo "as described" ;;
  *) echo "CHANGED: see the two defaultValue above"; exit 1 ;;
esac
