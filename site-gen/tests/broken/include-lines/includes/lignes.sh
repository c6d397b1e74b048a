un
deux
trois
