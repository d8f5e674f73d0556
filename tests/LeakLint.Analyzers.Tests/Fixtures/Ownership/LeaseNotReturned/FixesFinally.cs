using Microsoft.Extensions.ObjectPool;

// Where a finally returns the lease already, what may fail before it moves in.
sealed class Late(ObjectPool<Reading> readings)
{
    string Begins(Stream source)
    {
        var reading = readings.Get(); // want LEAK1013: reading

        // A comment that goes along.
        reading.ReadFrom(source);

        try
        {
            return reading.ToString();
        }
        finally
        {
            readings.Return(reading);
        }
    }

    // What is declared before is used after: it cannot move.
    string Ends(Stream source)
    {
        var reading = readings.Get(); // want LEAK1013: reading
        var text = reading.ReadFrom(source);
        try
        {
            reading.ReadFrom(source);
        }
        finally
        {
            readings.Return(reading);
        }

        return text;
    }
}

sealed class Reading
{
    public string ReadFrom(Stream source)
    {
        if (source.ReadByte() < 0)
            throw new EndOfStreamException();
        return source.ToString()!;
    }
}

// A lock that is given up for a while is taken again for what follows: there is no fix.
sealed class GivesUp(SemaphoreSlim gate, Func<Task> tell)
{
    async Task TellAsync()
    {
        await gate.WaitAsync();
        try
        {
            try
            {
                gate.Release();
                await tell();
            }
            finally
            {
                await gate.WaitAsync(); // want LEAK1013: gate
            }
        }
        catch (IOException)
        {
        }
    }
}
